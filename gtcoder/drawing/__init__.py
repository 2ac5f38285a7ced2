"""Pictures: a laid-out model becomes a scene, and a scene svg, png and pdf.

May import QtCore, QtGui and QtSvg, never QtWidgets: a QGuiApplication without a screen is
enough. `scene`, `theme` and `text` know no Qt at all; so the modules are imported one by one.
"""
