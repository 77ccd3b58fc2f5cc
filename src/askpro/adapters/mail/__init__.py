"""E-mail: composed once, then put into a folder or handed to a mail server."""

from askpro.adapters.mail.folder import MailboxFolder
from askpro.adapters.mail.smtp import SmtpMessenger

__all__ = ["MailboxFolder", "SmtpMessenger"]
