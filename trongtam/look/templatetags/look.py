"""The page parts as tags. Every part of a page comes from here or from `look/parts/`; pages add nothing of their own."""

import uuid

from django import template
from django.template.loader import render_to_string as render_part
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from trongtam.ground import days
from trongtam.look import drawing, registry
from trongtam.look.templatetags.grid_parts import multiples, unit_grid
from trongtam.look.templatetags.list_parts import list_filter, list_tools, saved_views
from trongtam.look.templatetags.nav_parts import draft_words, nav_list, nav_sections, page_assets
from trongtam.look.templatetags.picture_parts import (
    BAND_WORDS,
    band,
    bullet,
    bullet_axis,
    bullet_scale,
    columns_small,
    icon,
    pace,
    progress,
    spark,
    strip_marks,
)
from trongtam.look.templatetags.row_parts import change_row, help_row, nav_place, target_row, trend
from trongtam.look.widgets import draw_field
from trongtam.look.words import asked_word, explained, term_of

register = template.Library()

VIEWS = _("Views")


def part(name: str) -> str:
    return f"look/parts/{name}.html"


# ── small signs and drawings ──

for one in (target_row, help_row, change_row, nav_place, trend):
    register.simple_tag(one)

for picture in (icon, band, pace, progress, bullet, bullet_axis, bullet_scale, columns_small, spark, strip_marks):
    register.simple_tag(picture)


@register.simple_tag
def band_word(code: str):
    return BAND_WORDS[drawing.BAND_SHAPES[code]]


@register.filter
def shape_of(code: str) -> str:
    """The sign of a band: `{{ row.before|shape_of }}`."""
    return drawing.BAND_SHAPES[code]


@register.inclusion_tag(part("ranking"))
def ranking(rows, label):
    """`{% ranking rows label %}`: all targets in one glance, low to high; rows have `percent` and `band`."""
    return {"ranking": drawing.ranking([(row.percent, row.band) for row in rows]), "label": label}


@register.inclusion_tag(part("bullet_key"), takes_context=True)
def bullet_key(context, elapsed=""):
    """`{% bullet_key "75%" %}`: how to read the bars, once above a list."""
    time = _("Time elapsed %(elapsed)s") % {"elapsed": elapsed}
    return {"plan": explained(context, _("Plan 100%%") % {}), "time": explained(context, time)}


@register.inclusion_tag(part("ruler"))
def ruler(month, today=None, marks=(), label=""):
    """`{% ruler month today marks %}`: the month as a ruler; marks are (day, label) pairs; `label` says it in words."""
    return {"ruler": drawing.ruler(month, today, marks), "label": label}


# ── lists ──


@register.inclusion_tag(part("tally"))
def tally(items):
    """`{% tally items %}`: TallyItem each; three or four."""
    items = list(items)
    return {"items": items, "four": len(items) > 3}


@register.inclusion_tag(part("hero"))
def hero(shown, band=None, note="", invented=False):
    """`{% hero "133,33%" "met" "4 trên kế hoạch 3 đảng viên" %}`: the figure of a page."""
    return {"shown": shown, "band": band, "note": note, "invented": invented}


@register.inclusion_tag(part("entry_row"))
def entry_row(row, last_label):
    """`{% entry_row row "Tháng 8" %}`: a line of `{% table caption heads "entry" %}`; an EntryRow."""
    note = f"{row.field.auto_id}_note" if row.field else ""
    attrs = {"class": "in num", "inputmode": "decimal", "autocomplete": "off", "aria-describedby": note}
    if row.field and row.field.errors:
        attrs["aria-invalid"] = "true"
    widget = row.field.as_widget(attrs=attrs) if row.field else ""
    return {"row": row, "last_label": last_label, "widget": widget, "note": note}


@register.inclusion_tag(part("due_card"))
def due_card(item, today=None):
    """`{% due_card item today %}`: a dated row of the desk; a DueItem."""
    return {"item": item, "hot": item.back or bool(today and item.due and item.due <= today)}


@register.inclusion_tag(part("steps"))
def steps(labels, current):
    """`{% steps labels current %}`: the stepper; `current` counts from 1."""
    return {
        "steps": [(label, i < current, i == current) for i, label in enumerate(labels, start=1)],
    }


@register.inclusion_tag(part("line"))
def line(steps):
    """`{% line steps %}`: timeline and trace; Step each."""
    return {"steps": steps}


@register.inclusion_tag(part("facts"), takes_context=True)
def facts(context, items, four=False):
    """`{% facts items %}`: terms with figures; Fact each."""
    return {"items": [(fact, explained(context, term_of(fact))) for fact in items], "four": four}


@register.inclusion_tag(part("tabs"))
def tabs(items, label=VIEWS):
    """`{% tabs items label %}`: words with an underline; Tab each."""
    return {"items": items, "label": label}


@register.inclusion_tag(part("crumbs"))
def crumbs(*pairs):
    """`{% crumbs text url text url last %}`: the way here; the last text stands without address."""
    texts, urls = pairs[::2], pairs[1::2]
    return {"crumbs": [(text, urls[i] if i < len(urls) else "") for i, text in enumerate(texts)]}


@register.inclusion_tag(part("empty"))
def empty(text, icon="seal"):
    """`{% empty "Không có việc quá hạn." %}`: an empty list says so kindly."""
    return {"text": text, "icon": icon}


@register.inclusion_tag(part("choice"))
def choice(name, options, value="", label=""):
    """`{% choice name options value label %}`: two or three exclusive answers as one tile; options are (value, label)."""
    return {
        "name": name,
        "options": [(key, text, str(key) == str(value)) for key, text in options],
        "label": label,
    }


@register.inclusion_tag(part("later"))
def later(url, word):
    """`{% later url "Đơn vị đang ở đâu" %}`: a piece of the page that is fetched when the rest stands; without script a link."""
    return {"url": url, "word": word}


@register.inclusion_tag(part("pagination"), takes_context=True)
def pagination(context, page):
    """`{% pagination page_obj %}`: keeps the other parameters of the address."""
    return {"page": page, "request": context["request"]}


register.simple_tag(unit_grid)
register.simple_tag(nav_sections, takes_context=True)
register.simple_tag(nav_list, takes_context=True)
register.simple_tag(draft_words)
register.simple_tag(page_assets)
register.inclusion_tag(part("multiples"))(multiples)
register.inclusion_tag(part("list_tools"), takes_context=True)(list_tools)
register.simple_tag(list_filter)
register.inclusion_tag(part("saved_here"), takes_context=True)(saved_views)


@register.inclusion_tag(part("toasts"), takes_context=True)
def toasts(context):
    """`{% toasts %}`: the messages of the request; base.html draws them."""
    return {"messages": context.get("messages") or ()}


# ── forms ──


@register.simple_tag(takes_context=True)
def field(context, bound, hint=None, echo="", unit="", label=None, hide_label=False):
    """`{% field form.value unit="người" echo="Tăng 0,5" %}`: label, hint, input, then echo or error, for any widget."""
    why = "" if hide_label else asked_word(context, bound, label)
    return draw_field(bound, hint=hint, echo=echo, unit=unit, label=label, hide_label=hide_label, why=why)


@register.simple_tag(takes_context=True)
def fields(context, form):
    """`{% fields form %}`: what is wrong with the whole form, then every field in order."""
    drawn = [draw_field(bound, why=asked_word(context, bound)) for bound in form]
    wrong = render_part(part("form_errors"), {"errors": form.non_field_errors()})
    return mark_safe(wrong + "".join(drawn))  # noqa: S308 (each piece is rendered by an escaping template)


@register.inclusion_tag(part("day_box"))
def day_box(name, label, day=None, asked=None):
    """`{% day_box "on" label day asked %}`: the box of a day in a form that only asks; `asked` is a `days.TypedDay` or None.

    What could not be read stands as it was typed, with its sentence.
    """
    wrong = asked.wrong if asked else None
    text = asked.text if wrong else days.write(day) if day else ""
    return {"name": name, "label": label, "text": text, "wrong": wrong, "longest": days.LONGEST}


@register.simple_tag
def form_errors(form):
    """`{% form_errors form %}`: the errors that belong to no field."""
    return render_part(part("form_errors"), {"errors": form.non_field_errors()})


@register.simple_tag
def saved_line(key: str):
    """`{% saved_line "entry:7:2022-09" %}`: where the words "đã lưu 20:14" stand; without it, at the form's end."""
    return format_html('<p class="saved" data-draft-line="{}" role="status"></p>', key)


@register.simple_tag(takes_context=True)
def form_key(context):
    """`{% form_key %}` inside every `<form method="post">`: the same form sent twice is done once (see `look/once.py`)."""
    request = context.get("request")
    given = request.POST.get("form_key", "") if request is not None and request.method == "POST" else ""
    try:
        key = str(uuid.UUID(given))
    except ValueError:
        key = str(uuid.uuid4())
    return format_html('<input type="hidden" name="form_key" value="{}">', key)


# ── frames around what a page writes ──


@register.simple_block_tag(takes_context=True)
def section(context, content, title, link="", url="", count="", note="", id="", named=""):
    """`{% section "Title" link="Cả 10" url=… count="2 việc" note="…" %}…{% endsection %}`: a ruled section. `named`: a name
    stands in the title; words of the domain in a name are not explained."""
    return render_part(
        part("section"),
        {
            "content": content,
            "title": title if named else explained(context, title),
            "link": link,
            "url": url,
            "count": count,
            "note": note,
            "id": id,
        },
    )


@register.simple_block_tag
def first(content, title, url, action, meta=""):
    """`{% first title url action meta %}<p>…</p>{% endfirst %}`: the one next thing of the desk."""
    return render_part(part("first"), {"content": content, "title": title, "url": url, "action": action, "meta": meta})


@register.simple_block_tag
def alert(content, kind=""):
    """`{% alert %}…{% endalert %}`: a hand is needed; `{% alert "gold" %}`: good to know."""
    return format_html('<div class="alert {}" role="{}">{}</div>', kind, "status" if kind else "alert", content)


@register.simple_block_tag
def dialog(content, id, title):
    """`{% dialog "send" title %}…{% enddialog %}` with `<button data-open="send">`: asks again before an act."""
    return render_part(part("dialog"), {"content": content, "id": id, "title": title})


@register.simple_block_tag(takes_context=True)
def table(context, content, caption, heads, cls=""):
    """`{% table caption heads %}<tr>…</tr>{% endtable %}`: a real table, cards on the phone.

    A head that starts with ">" stands over figures.
    """
    columns = [(explained(context, str(head).removeprefix(">")), str(head).startswith(">")) for head in heads]
    return render_part(part("table"), {"content": content, "caption": caption, "columns": columns, "cls": cls})


@register.simple_tag(takes_context=True)
def panels(context, page, thing=None):
    """`{% panels "targets.target" target %}`: what upper rooms show on this page."""
    request = context["request"]
    drawn = [
        render_part(panel.template, panel.context, request=request)
        for panel in registry.panels.of(page, request, thing)
    ]
    return mark_safe("".join(drawn))  # noqa: S308 (rendered by escaping templates)
