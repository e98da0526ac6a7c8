export declare function getExecOutput(): never;
