"""`{% load guide %}`: words that explain themselves."""

from django import template

from trongtam.guide import explaining

register = template.Library()


@register.simple_tag(takes_context=True)
def term(context, key: str, word: str = ""):
    """`{% term "target" %}`, `{% term "target" "chỉ tiêu" as word %}`: tappable where it stands first on the page.

    Headings of sections, heads of tables, facts and labels explain their first term by themselves.
    """
    return explaining.named(context.get("request"), key, word)
