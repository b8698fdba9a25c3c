"""Addresses that only the tests of the look have: a form, and pages that go wrong in every way."""

from django import forms
from django.contrib.auth.decorators import login_not_required, login_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.look.forms import FilesField
from trongtam.look.models import Draft
from trongtam.portal import urls as house
from trongtam.portal.gallery import drawn

FORM = """{% extends "look/base.html" %}{% load look %}
{% block title %}Phiếu thử{% endblock %}{% block heading %}Phiếu thử{% endblock %}
{% block main %}{% if "long" in request.GET %}{% for one in long %}<p class="mt5">Dòng dài</p>{% endfor %}{% endif %}
<form method="post" class="stack" data-draft="test:note"{% if form.is_bound %} data-bound{% endif %}>
{% csrf_token %}{% form_key %}{% fields form %}{% saved_line "test:note" %}
<button class="btn">Gửi</button></form>{% endblock %}"""


PROOF = FORM.replace('method="post"', 'method="post" enctype="multipart/form-data"').replace("test:note", "test:proof")


class ProofForm(forms.Form):
    note = forms.CharField(label="Ghi chú")
    files = FilesField(label="Ảnh và tệp", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs["data-most-mb"] = 1


@login_required
def proof(request):
    """Keeps what came in as a draft of its own, so that the test sees it."""
    form = ProofForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = [f"{one.name} {one.size}" for one in form.cleaned_data["files"]]
        Draft.objects.create(user=request.user, key="proof", data={form.cleaned_data["note"]: sent})
        return HttpResponseRedirect("/done/1/")
    html = engines["django"].from_string(PROOF).render({"form": form}, request)
    return HttpResponse(html, status=422 if form.is_bound else 200)


class NoteForm(forms.Form):
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea)
    password = forms.CharField(label="Mật khẩu", required=False, widget=forms.PasswordInput)


@login_required
def note(request):
    """Each good note becomes one more row, so that doing it twice would show."""
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = Draft.objects.filter(key__startswith="note").count() + 1
        Draft.objects.create(user=request.user, key=f"note{number}", data={"note": [form.cleaned_data["note"]]})
        if request.headers.get("Accept") == "text/fragment":
            answer = HttpResponse(f"mảnh {number}")
            if "X-Secret" in request.headers:
                answer["Cache-Control"] = "no-store"
            return answer
        return HttpResponseRedirect("/note/" if "stay" in request.GET else f"/done/{number}/")
    html = engines["django"].from_string(FORM).render({"form": form, "long": range(60)}, request)
    return HttpResponse(html, status=422 if form.is_bound else 200)


TWO_DOORS = FORM.replace('<form method="post"', '<form method="post" action="{{ door }}"').replace(
    "test:note", "test:door"
)


def _door(request, status):
    """A page that no cache keeps; its form goes to an address of its own, which draws the page again where it refuses."""
    form = NoteForm(request.POST or None)
    html = engines["django"].from_string(TWO_DOORS).render({"form": form, "door": "/door/send/"}, request)
    return HttpResponse(html, status=status)


@login_required
@never_cache
def door(request):
    return _door(request, 200)


@login_required
@require_POST
def door_send(request):
    return _door(request, 422)


@login_required
def done(request, number):
    return HttpResponse(
        engines["django"]
        .from_string('{% extends "look/base.html" %}{% block heading %}Đã nhận{% endblock %}')
        .render({}, request)
    )


@login_not_required
def wrong(request, how):
    if request.user.is_authenticated:
        Draft.objects.create(user=request.user, key=f"half-{how}", data={})
    raise {
        "403": PermissionDenied("Bí thư chi bộ mới sửa được."),
        "404": Http404(),
        "400": SuspiciousOperation(),
        "500": RuntimeError("bug"),
        "not-allowed": NotAllowed("Chỉ Văn phòng Đảng ủy được khóa kỳ."),
        "refused": Refused("Kỳ này đã khóa."),
    }[how]


urlpatterns = [
    path("note/", note),
    path("proof/", proof),
    path("door/", door),
    path("door/send/", door_send),
    path("test-search/", done, {"number": 1}, name="search"),
    path("done/<int:number>/", done),
    path("wrong/<str:how>/", wrong),
    path("gallery/", login_not_required(drawn), name="gallery"),  # the parts themselves, without who may see them
    *house.urlpatterns,
]
handler400, handler403, handler404, handler500 = house.handler400, house.handler403, house.handler404, house.handler500
