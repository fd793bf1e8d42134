"""What the bare workflow does outside: one row, or one message and one row."""

from datetime import datetime
from email.message import EmailMessage

from pydantic import BaseModel
from temporalio import activity

from activities.ports import Postbox
from bench.bare_tables import BareRows

SENDER, READER = "bench@resumption.example", "reader@resumption.example"


class Written(BaseModel):
    """The receipt of a row."""

    number: int
    at: datetime


class BareActivities:
    """Rows and messages, without any check."""

    def __init__(self, rows: BareRows, postbox: Postbox) -> None:
        """Take where rows are written, and the mail system of our own worker."""
        self._rows = rows
        self._postbox = postbox

    @activity.defn(name="bare_write")
    async def write(self, row: str) -> Written:
        """Write one row in one transaction."""
        number, at = await self._rows.add(activity.info().workflow_id or "", row)
        return Written(number=number, at=at)

    @activity.defn(name="bare_send")
    async def send(self, text: str) -> Written:
        """Send a message as long as the one told of, and write that it was sent."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = SENDER, READER, "Bare"
        message.set_content(text)
        answer = await self._postbox.send(bytes(message), sender=SENDER, recipient=READER)
        return await self.write(answer)
