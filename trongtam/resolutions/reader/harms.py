"""Things of which less is better, told by the words of their name. Pure."""

import re

from trongtam.ground.vntext import fold

_HARMS = re.compile(
    r"(?<!\w)(?:(?<!nhiem )(?<!dich )(?<!phuc )(?<!cong )(?<!nghia )(?<!mua )(?<!chuc )(?<!nghiep )"
    r"vu(?! (?:lua|dong|he|mua|xuan|mia|san xuat|ca phe))"
    r"|ton dong|(?<!thoat )ngheo|vi pham|tai nan|toi pham|pham phap|trong an|ma tuy|chay no|khieu kien|khieu nai|to cao"
    r"|qua han|tre han|no dong|no thue|no xau|that nghiep|suy dinh duong|tu vong|bo hoc|tao hon|hon nhan can huyet"
    r"|ky luat|o nhiem|nha tam|nha dot nat|sinh con thu ba|that thoat)(?!\w)"
)
# What is done about a harm, or for those who suffer it, is wanted.
_AGAINST = re.compile(
    r"(?<!\w)(?:giai quyet|xu ly|hoa giai|khac phuc|thu hoi|phat hien|dieu tra|kham pha|pha an|tiep nhan|xoa|ho tro|giup|tang qua"
    r"|duoc|tham gia|vay von|thoat|phong chong|tuyen truyen|ra quan|xay dung)(?!\w)"
)


def is_harm(name: str) -> bool:
    """Whether a name speaks of something bad (hộ nghèo, vụ tồn đọng, tai nạn), not of what is done against it."""
    plain = fold(name)
    return bool(_HARMS.search(plain)) and not _AGAINST.search(plain)
