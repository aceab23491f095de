"""The schemes (补贴项目) paid on a class: a pack offers those whose basis it states, with its own rates and limits.

A scheme is a formula and the keys that parametrise it. A formula gives the sum, or the reason why there is none; the
rules before it are those of `awards`, under the scheme's own limits. `declared` names the schemes and their keys,
`terms` reads a pack for one of them, `rules` and the formulas of `classes` and `months` judge, `deciding` sums up.
"""

from app.domain.schemes.classes import valid_day as valid_day
from app.domain.schemes.deciding import decide as decide
from app.domain.schemes.declared import APPRENTICE as APPRENTICE
from app.domain.schemes.declared import INSURED as INSURED
from app.domain.schemes.declared import LIVING as LIVING
from app.domain.schemes.declared import MENTOR as MENTOR
from app.domain.schemes.declared import PRACTICAL as PRACTICAL
from app.domain.schemes.declared import PRACTICE as PRACTICE
from app.domain.schemes.declared import SCARCE as SCARCE
from app.domain.schemes.declared import SCHEMES as SCHEMES
from app.domain.schemes.declared import SPECIAL as SPECIAL
from app.domain.schemes.declared import SPECIALITY_LEVEL as SPECIALITY_LEVEL
from app.domain.schemes.declared import STANDARD as STANDARD
from app.domain.schemes.declared import TRAINING as TRAINING
from app.domain.schemes.declared import WORK_TRAINING as WORK_TRAINING
from app.domain.schemes.declared import Scheme as Scheme
from app.domain.schemes.months import Worker as Worker
from app.domain.schemes.months import for_whom as for_whom
from app.domain.schemes.months import payable as payable
from app.domain.schemes.rules import misfit as misfit
from app.domain.schemes.rules import payer as payer
from app.domain.schemes.terms import Terms as Terms
from app.domain.schemes.terms import month_paid as month_paid
from app.domain.schemes.terms import offered as offered
from app.domain.schemes.terms import policy_of as policy_of
