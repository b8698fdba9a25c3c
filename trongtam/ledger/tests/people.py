"""Someone who acts."""

from trongtam.accounts.models import User


def make_user(name: str = "mau") -> User:
    return User.objects.create(username=name, display_name="Nguyễn Văn Mẫu")
