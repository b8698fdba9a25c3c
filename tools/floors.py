"""The staircase of `ARCHITECTURE.md` as an import-linter contract: a module imports only its own floor or floors below it.

It holds inside a room and between rooms alike. A module whose name is no floor (pure computation, a registry) stands on the
highest floor among the modules it imports, so it opens no way around the stairs.
"""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

FLOORS = {
    "models": 1,
    "rules": 2,
    "queries": 3,
    "operations": 4,
    "forms": 5,
    "filters": 5,
    "views": 6,
    "api": 6,
    "jobs": 6,
    "templatetags": 6,
    "urls": 7,
    "management": 7,
    "apps": 8,
}
OUTSIDE = {"tests", "migrations"}


def floor_of(module: str) -> str | None:
    """`trongtam.targets.queries.board` → `queries`; None for a module that is no floor."""
    parts = module.split(".")
    return parts[2] if len(parts) > 2 and parts[2] in FLOORS else None


def is_outside(module: str) -> bool:
    return bool(OUTSIDE & set(module.split(".")[2:3]))


def ranks(imports: dict[str, set[str]]) -> dict[str, int]:
    """The height of every module: that of its floor, else the greatest height among what it imports (rings included)."""
    height = {module: FLOORS.get(floor_of(module) or "", 0) for module in imports}
    free = [module for module in imports if floor_of(module) is None]
    changed = True
    while changed:
        changed = False
        for module in free:
            reached = max((height.get(imported, 0) for imported in imports[module]), default=0)
            if reached > height[module]:
                height[module], changed = reached, True
    return height


def breaches(imports: dict[str, set[str]]) -> list[tuple[str, str]]:
    """Pairs (importer, imported) that climb the stairs, or step across to another skin of the same height."""
    height = ranks(imports)
    found = []
    for importer, importeds in imports.items():
        floor = floor_of(importer)
        if floor is None:
            continue
        for imported in importeds:
            same_height = height.get(imported, 0) == FLOORS[floor]
            across = same_height and floor_of(imported) not in {floor, None}
            if height.get(imported, 0) > FLOORS[floor] or across:
                found.append((importer, imported))
    return sorted(found)


class FloorsContract(Contract):
    """`root` names the package whose rooms are checked."""

    root = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        modules = {module for module in graph.modules if module.startswith(f"{self.root}.") and not is_outside(module)}
        imports = {module: graph.find_modules_directly_imported_by(module) & modules for module in modules}
        found = breaches(imports)
        return ContractCheck(kept=not found, metadata={"breaches": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["breaches"]:
            output.print_error(f"{importer} may not import {imported}: it stands on a higher floor or another skin.")
