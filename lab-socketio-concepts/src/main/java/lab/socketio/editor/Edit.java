package lab.socketio.editor;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What one replica of a text tells the others, about a run of characters with consecutive ids:
 *
 * <pre>
 * {"id":[12,3],"after":[11,1],"insert":"cat"}       [12,3] is c, after [11,1]; then a, then t
 * {"id":[12,3],"delete":2}                          [12,3] and [13,3] are deleted
 * {"id":[12,3],"after":[11,1],"tombstones":2}       both, for whoever has not seen them
 * </pre>
 *
 * There is no index in it: an index would mean another place as soon as somebody else has typed before it.
 */
sealed interface Edit {

    /** Of the run's first character. */
    CharacterId id();

    /**
     * New characters.
     *
     * @param after what they were typed after; the second is after the first, and so on
     */
    record Insert(CharacterId id, CharacterId after,
            @JsonProperty("insert") String text)
            implements
                Edit {
    }

    record Delete(CharacterId id, @JsonProperty("delete") int length)
            implements
                Edit {
    }

    /** Characters that were typed and deleted. What they were is not said to who comes later. */
    record Tombstones(CharacterId id, CharacterId after,
            @JsonProperty("tombstones") int length) implements Edit {
    }
}
