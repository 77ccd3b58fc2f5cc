"""The booking and billing core for telephone assistants.

Import what you need from its room, for example ``askpro.domain.billing``; this
package itself imports nothing, so that the import of one room costs one room.
"""

__version__ = "0.1.0"
