"""Fails where objects call what the C library computes differently from machine to machine.

    check_symbols.py NM FILE...

Logarithms, exponentials, powers and the like: their last bits depend on the processor and on the
library's version. core/portable_math.h has them with fixed bits.
"""

import re
import subprocess
import sys

INEXACT = re.compile(
    r"_{0,2}(?:exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|powi|cbrt|hypot|erf|erfc|[lt]?gamma|"
    r"a?(?:sin|cos|tan)h?|atan2|sincos|j[01n]|y[01n])(?:f|l|f128)?(?:_r|_finite)?")

nm, *files = sys.argv[1:]
faults = []
for path in files:
    listing = subprocess.run([nm, "-A", "-u", path], capture_output=True, text=True, check=True)
    symbols = re.findall(r"^(\S+?):?\s+U ([\w.]+)", listing.stdout, flags=re.MULTILINE)
    if not symbols:
        sys.exit(f"{path}: expected symbols that other libraries define, found none")
    faults += [f"{where} uses {name}" for where, name in symbols if INEXACT.fullmatch(name)]
print("\n".join(faults))
if faults:
    sys.exit(f"{len(faults)} uses of functions whose last bits differ between machines")
