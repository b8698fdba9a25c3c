"""The arithmetic of the product: values in, values out, no Django. Each module is one question.

bounds     how far is a stated value to be believed?
reading    what do the statements say about a period, up to a day?
goal       what was promised?
standing   where does the target stand?
baseline   what was it before it changed?
rollup     what do the units give together?
shares     which share has each class, and does the table agree with itself?
fits       which counts can stand behind printed shares?
growth     how did it grow over years?
overall    how many targets stand in each band?
display    how is a percentage printed without crossing an edge?
exact      fractions inside, decimals outside
"""
