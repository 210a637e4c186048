"""The fixed labels of the frames: every word that a column of choices may hold stands here, once."""

TOPICS = ("compute", "capex", "investment", "market_share", "usage", "users", "revenue", "pricing", "models", "energy",
          "footprint", "other")  # fmt: skip
# how firm a statement is; the last two say what is not so, or would be so only if something else were
STATUSES = ("actual", "planned", "pledged", "target", "rumoured", "claimed", "forecast", "denied", "hypothetical")
HEDGES = ("none", "over", "at_least", "under", "nearly", "up_to", "about", "range")
HEDGE_SCOPES = ("shared", "perhaps")  # the hedge of the number before governs this one too: surely, or perhaps
DIRECTIONS = ("up", "down")
SECTIONS = ("headline", "lead", "digest", "takeaways", "notes", "timeline", "body")
CONFIDENCES = ("sure", "doubtful")
PERIODS_FROM = ("stated", "heading")  # the period stands in the sentence, or in a dated heading above it
DEALS = ("invested", "acquired", "led_round", "backed", "planned", "in_talks", "sold", "denied", "hypothetical")
PAYMENTS = ("cash", "in kind", "both")  # what an investor gives: in kind is compute, credits, services
BOUNDS = ("in", "by", "since")  # of a date: within it, not later, not earlier
KINDS = ("company", "division", "product", "model", "chip", "person", "fund", "org", "place")  # of entities
ONCE = ("subject", "object", "pair")  # to what an action happens only once
# units of what is measured; all others are counted nouns
MEASURES = ("money", "fraction", "growth_fraction", "difference_fraction", "multiple", "ratio", "points")
WHEN_HOWS = ("stated", "heading", "settled", "published", "article's year", "unknown")  # how a `when` is known
SOURCE_KINDS = ("article", "digest", "retelling")
CODES = ("strategy", "product", "motive", "policy", "promotion")  # of passages that a person read
