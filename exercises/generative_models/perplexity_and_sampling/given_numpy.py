def check_sampling(temperature, top_k, top_p):
    """Raise ValueError unless temperature > 0, top_k >= 1 and 0 < top_p <= 1."""
    if not temperature > 0:
        raise ValueError(f"temperature must be positive; got {temperature}. 1 changes nothing.")
    if top_k < 1:
        raise ValueError(f"top_k must be at least 1; got {top_k}. Pass v to keep all tokens.")
    if not 0 < top_p <= 1:
        raise ValueError(f"top_p must lie in (0, 1]; got {top_p}. 1 keeps all tokens.")
