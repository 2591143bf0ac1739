/** The repository's folder. */
export declare const root: string;
/** The command line as one bundle, made again when a source is newer. Gives the path of its entry. */
export declare function bundle(): Promise<string>;
/** The pinned Node of this machine's kind, else the one that runs this. */
export declare function pinnedNode(): string;
/** How Node runs the command line. */
export declare const nodeOptions: readonly string[];
/** The environment of the command line. */
export declare function environment(): Record<string, string | undefined>;
