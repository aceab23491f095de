"""From facts and the rows of a scheme to a decision; its trace is the explanation. Pure.

To read it: `decide` is the whole of it, in the order in which things happen; `view` is what is known of a line and the
small language of conditions; `derived` the facts that follow from others; `conditions` and `amount` judge rows; `trace`
is what comes of it. `history` counts awards granted before, `inputs` says which facts are read, `decider` decides many,
`rules` the requirements on classes and claims, `sessions` how long a day may be; `funds` who pays an advance, `versions`
whether two packs decide alike, `kept` how facts are written down. What is done beside the rows (手工通过,
上级不予接收) stands in `overrides`.
"""
