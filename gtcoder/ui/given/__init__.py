"""Agreement of tables that come from elsewhere, opened or pasted: no study is needed for it.

May import what `ui` may; knows neither the bridge nor any workspace.
"""
