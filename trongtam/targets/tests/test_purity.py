"""The arithmetic runs without Django, so it can be read, tested and used alone."""

import pkgutil
import subprocess
import sys

from trongtam.targets import assess, figures


def test_the_figures_import_no_django():
    modules = [f"{figures.__name__}.{found.name}" for found in pkgutil.iter_modules(figures.__path__)]
    assert len(modules) > 10
    code = f"import sys, {', '.join(modules)}, {assess.__name__}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
