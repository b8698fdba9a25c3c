from django.urls import path

from .views import files, held, papers, settings, steps

app_name = "archive"
urlpatterns = [
    path("files/classified/", files.classified_papers, name="classified_papers"),
    path("files/classified/new/", files.record_classified_paper, name="record_classified_paper"),
    path("files/held/<int:pk>/", held.held_file, name="held_file"),
    path("files/held/<int:pk>/erase/", held.erase_held, name="erase_held"),
    path("files/held/<int:pk>/release/", held.release_held, name="release_held"),
    path("files/small/<int:pk>/", files.small_picture, name="small_picture"),
    path("files/<int:pk>/<str:name>", files.download, name="download"),
    path("papers/", papers.papers, name="papers"),
    path("papers/new/", papers.begin_word_paper, name="begin_word_paper"),
    path("papers/settings/<slug:code>/", settings.paper_settings, name="paper_settings"),
    path("papers/settings/<slug:code>/numbering/", settings.choose_numbering, name="choose_numbering"),
    path("papers/settings/<slug:code>/continue/", settings.continue_numbers, name="continue_numbers"),
    path("papers/settings/<slug:code>/template/", settings.bring_template, name="bring_template"),
    path(
        "papers/settings/<slug:code>/template/<int:pk>/withdraw/", settings.withdraw_template, name="withdraw_template"
    ),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/files/<int:file>/", papers.paper_file, name="paper_file"),
    path("papers/<int:pk>/compile-again/", steps.compile_again, name="compile_again"),
    path("papers/<int:pk>/final-version/", steps.bring_final, name="bring_final"),
    path("papers/<int:pk>/review/", steps.hand_to_review, name="hand_to_review"),
    path("papers/<int:pk>/return/", steps.return_paper, name="return"),
    path("papers/<int:pk>/signature/", steps.send_for_signature, name="send_for_signature"),
    path("papers/<int:pk>/signed/", steps.attach_signed, name="attach_signed"),
    path("papers/<int:pk>/sent/", steps.send_paper, name="send"),
    path("papers/<int:pk>/cancel/", steps.cancel_paper, name="cancel"),
    path("papers/<int:pk>/replace/", steps.replace_paper, name="replace"),
    path("papers/<int:pk>/as-known/", steps.as_known, name="as_known"),
    path("papers/<int:pk>/pdf/", steps.pdf, name="pdf"),
]
