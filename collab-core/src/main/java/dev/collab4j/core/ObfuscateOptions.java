package dev.collab4j.core;

/** What {@link Update#obfuscate(ObfuscateOptions)} replaces besides values, text and keys. Immutable. */
public final class ObfuscateOptions {
    private final boolean formatting;
    private final boolean subdocs;
    private final boolean yxml;

    private ObfuscateOptions(Builder builder) {
        this.formatting = builder.formatting;
        this.subdocs = builder.subdocs;
        this.yxml = builder.yxml;
    }

    /**
     * Starts with everything on, as Yjs does.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Whether keys and values of formats are replaced.
     *
     * @return true unless said otherwise
     */
    public boolean formatting() {
        return formatting;
    }

    /**
     * Whether guids of sub-documents are replaced and their options left out.
     *
     * @return true unless said otherwise
     */
    public boolean subdocs() {
        return subdocs;
    }

    /**
     * Whether names of XML elements and hooks are replaced.
     *
     * @return true unless said otherwise
     */
    public boolean yxml() {
        return yxml;
    }

    /** Collects the options. Not thread-safe. */
    public static final class Builder {
        private boolean formatting = true;
        private boolean subdocs = true;
        private boolean yxml = true;

        private Builder() {}

        /**
         * Says whether keys and values of formats are replaced.
         *
         * @param replace false keeps them
         * @return this builder
         */
        public Builder formatting(boolean replace) {
            formatting = replace;
            return this;
        }

        /**
         * Says whether guids and options of sub-documents are replaced.
         *
         * @param replace false keeps them
         * @return this builder
         */
        public Builder subdocs(boolean replace) {
            subdocs = replace;
            return this;
        }

        /**
         * Says whether names of XML elements and hooks are replaced.
         *
         * @param replace false keeps them
         * @return this builder
         */
        public Builder yxml(boolean replace) {
            yxml = replace;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return immutable options
         */
        public ObfuscateOptions build() {
            return new ObfuscateOptions(this);
        }
    }
}
