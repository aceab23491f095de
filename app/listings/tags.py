"""What people are recognised as, with its days and its proof."""

from app.kernel.dictionary import TAGS
from app.kernel.fields import ORIGIN
from app.record.listing import Column, Listing
from app.store.models import OfficeRow
from app.training.tag.model import Tag
from app.training.trainee.model import Trainee
from app.training.trainee.noun import TRAINEE
from app.training.trainee.queries import find_person

TAG_LIST = Listing(
    name="tags",
    title="人员身份",
    noun="tag",
    columns=(
        Column(TRAINEE["name"], Trainee.name),
        Column(TRAINEE["id_number"], Trainee.id_number),
        Column(TAGS["category"], Tag.category),
        Column(TAGS["since"], Tag.since),
        Column(TAGS["until"], Tag.until),
        Column(TAGS["proof"], Tag.proof),
        Column(TAGS["state"], Tag.state),
        Column(ORIGIN, OfficeRow.name, hidden=True),
    ),
    source=Tag.__table__.join(Trainee, Trainee.uid == Tag.trainee_uid).join(OfficeRow, OfficeRow.uid == Tag.origin),
    uid=Tag.uid,
    watches=frozenset({"tag", "trainee"}),
    order=(Trainee.name, Trainee.id_number, Tag.since),
    search=lambda text: find_person(text) | Tag.category.contains(text, autoescape=True),
)
