"""How far coders agree: the cockpit, matched codings, and results that were kept."""
