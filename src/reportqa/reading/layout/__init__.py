"""From what stands where on printed pages to running text.

    glyphs ─ segments ─┐
    rulings ─ tables ──┼─► pieces ─ ordering ─► lines ─ furniture ─ mending ─► text and pages
    recognised boxes ──┘

Measures are in the source's own unit (points, pixels) with y growing downwards; what counts is
only how they compare with `size`, the height of the type (an em).
"""
