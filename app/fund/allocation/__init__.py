"""Money passed on (资金分配) out of a fund to the offices below."""
