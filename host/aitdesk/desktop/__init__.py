"""Real files of this desktop: the album's pictures, what is saved, the pages of documents.

Here alone pictures are decoded. All of it blocks, so `desktop` runs it on threads.
"""
