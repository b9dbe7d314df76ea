"""Trả lời chương trình khác: what a built site tells a program that asks, passage by passage, with its address.

It reads what a build published and nothing else: what a gate, a mask or the choice of persons kept from the site is not
there to be told. No sentence is made here: an answer is words of a paper, and facts of the open data beside them.
"""
