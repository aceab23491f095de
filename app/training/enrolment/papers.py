"""What a paper about somebody in a class says of the class and of the person beside the row of the roster."""

from collections.abc import Mapping

from app.institution.institution.model import Institution
from app.kernel.texts import say
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass

CLASS_OF_PLACE = ("institution_name", "training_type", "place", "periods", "theory_periods", "practice_periods")
"""What of a class stands on the papers of its people."""


def papers(read: Read, uid: int) -> Mapping[str, str]:
    """The class of a row of the roster and the day of birth of its person."""
    row = read.session.get(Enrolment, uid)
    if row is None:
        return {}
    held = read.session.get_one(TrainingClass, row.class_uid)
    born = read.session.get_one(Trainee, row.trainee_uid).born
    told = {
        "institution_name": read.session.get_one(Institution, held.institution_uid).name,
        "training_type": held.training_type,
        "place": held.place,
        "born": say("paper.date", year=born.year, month=born.month, day=born.day),
    }
    lessons = {"theory_periods": held.theory_periods, "practice_periods": held.practice_periods}
    return {**told, **{key: str(n) for key, n in lessons.items()}, "periods": str(sum(lessons.values()))}
