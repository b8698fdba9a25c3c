"""Pages of the look itself: the shell, drafts, and long work."""

from .jobs import again, job, job_file, jobs
from .shell import draft, more, offline, service_worker, who

__all__ = ["again", "draft", "job", "job_file", "jobs", "more", "offline", "service_worker", "who"]
