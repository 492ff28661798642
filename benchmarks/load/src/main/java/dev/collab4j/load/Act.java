package dev.collab4j.load;

/** What an editor does when it is due. */
enum Act {
    /** Types a letter. */
    TYPE(true, false),
    /** Moves the cursor. */
    MOVE(false, true),
    /** Types a letter, which moves the cursor: two messages, as from an editor with cursors. */
    TYPE_AND_MOVE(true, true);

    final boolean types;
    final boolean moves;

    Act(boolean types, boolean moves) {
        this.types = types;
        this.moves = moves;
    }

    void by(Member member) {
        if (types) {
            member.type();
        }
        if (moves) {
            member.move();
        }
        member.flush();
    }
}
