"""Pages of the look itself: the shell, drafts, long work, and saved views."""

from .jobs import again, job, job_file, jobs
from .saved import keep_view, remove_view, rename_view, saved_view, saved_views, share_view
from .shell import draft, manifest, more, offline, service_worker, way, who

__all__ = [
    "again",
    "draft",
    "job",
    "job_file",
    "jobs",
    "keep_view",
    "manifest",
    "more",
    "offline",
    "remove_view",
    "rename_view",
    "saved_view",
    "saved_views",
    "service_worker",
    "share_view",
    "way",
    "who",
]
