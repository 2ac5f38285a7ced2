"""Readers of whole projects: other tools, REFI-QDA, and the study as a folder of text."""

from gtcoder.exchange.projects import archives as archives
from gtcoder.exchange.projects import folder as folder
from gtcoder.exchange.projects import qualcoder as qualcoder
from gtcoder.exchange.projects import refi as refi
from gtcoder.exchange.projects import requal as requal
from gtcoder.exchange.projects import rqda as rqda
from gtcoder.exchange.projects import taguette as taguette
