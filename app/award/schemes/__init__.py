"""The schemes (补贴项目) paid on a class: a pack offers those whose basis it states, with its own rates and limits.

A scheme is a formula and the keys that parametrise it. A formula gives the sum, or the reason why there is none; the
rules before it are those of `awards`, under the scheme's own limits. `declared` names the schemes and their keys,
`terms` reads a pack for one of them, `rules` and the formulas of `classes` and `months` judge, `deciding` sums up.
"""

from app.award.schemes.classes import valid_day as valid_day
from app.award.schemes.deciding import decide as decide
from app.award.schemes.declared import APPRENTICE as APPRENTICE
from app.award.schemes.declared import INSURED as INSURED
from app.award.schemes.declared import LIVING as LIVING
from app.award.schemes.declared import MENTOR as MENTOR
from app.award.schemes.declared import PRACTICAL as PRACTICAL
from app.award.schemes.declared import PRACTICE as PRACTICE
from app.award.schemes.declared import SCARCE as SCARCE
from app.award.schemes.declared import SCHEMES as SCHEMES
from app.award.schemes.declared import SPECIAL as SPECIAL
from app.award.schemes.declared import SPECIALITY_LEVEL as SPECIALITY_LEVEL
from app.award.schemes.declared import STANDARD as STANDARD
from app.award.schemes.declared import TRAINING as TRAINING
from app.award.schemes.declared import WORK_TRAINING as WORK_TRAINING
from app.award.schemes.declared import Scheme as Scheme
from app.award.schemes.months import Worker as Worker
from app.award.schemes.months import for_whom as for_whom
from app.award.schemes.months import payable as payable
from app.award.schemes.rules import misfit as misfit
from app.award.schemes.rules import payer as payer
from app.award.schemes.terms import Terms as Terms
from app.award.schemes.terms import month_paid as month_paid
from app.award.schemes.terms import offered as offered
from app.award.schemes.terms import policy_of as policy_of
