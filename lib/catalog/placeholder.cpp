// Goes away with the first source of this layer.
