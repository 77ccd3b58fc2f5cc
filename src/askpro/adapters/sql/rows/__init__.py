"""Between the domain and its rows, written out field by field, one module per room.

``…_row`` gives the columns of a thing, ``…_of`` the thing of a row. A value that breaks a
rule of the domain raises on the way in and on the way out.
"""
