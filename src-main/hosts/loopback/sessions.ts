import { createHash, randomBytes } from 'node:crypto';

/** Who may talk to this host: holders of a one-time token first, of the session cookie afterwards. */
export interface Sessions {
  /** A token of 256 bits that opens one session, once. */
  issueToken(): string;
  /** The `Set-Cookie` value of a new session, or null when the token is unknown or was used. */
  redeem(token: string): string | null;
  /** Whether a `Cookie` header carries a session of this host. */
  knows(cookieHeader: string | undefined): boolean;
}

/**
 * Sessions of one host. Only hashes are kept, so looking one up does not leak how much of it was right.
 * @param port browsers share cookies between ports, so the cookie's name carries it
 */
export function createSessions(port: number): Sessions {
  const cookieName = `poison-lab-${port}`;
  const tokens = new Set<string>();
  const sessions = new Set<string>();
  return {
    issueToken() {
      const token = secret();
      tokens.add(hash(token));
      return token;
    },
    redeem(token) {
      if (!tokens.delete(hash(token))) return null;
      const session = secret();
      sessions.add(hash(session));
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
    knows(cookieHeader) {
      return cookiesNamed(cookieName, cookieHeader).some((value) => sessions.has(hash(value)));
    },
  };
}

function cookiesNamed(name: string, header = ''): string[] {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
