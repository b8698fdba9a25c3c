"""`{{ entry|act_name }}`: what an act is called."""

from django import template

from trongtam.ledger.acts import act_of

register = template.Library()


@register.filter
def act_name(entry):
    return act_of(entry.act).name
