import { LinkError } from '../relay/wire/link'

/** Codes that the real SDK makes itself; all others are the server's. */
export const CHAT_ERROR = {
  NO_USER_ID: 2002,
  NO_USER_SIG: 2003,
  NOT_LOGGED_IN: 2024,
  LOGIN_UNDER_WAY: 2025,
  NOT_A_MESSAGE: 2105,
  INVALID_CONVERSATION: 2106,
  NETWORK_ERROR: 2800,
  NETWORK_TIMEOUT: 2801,
} as const

/** What every method rejects with; the SDK calls it imError. */
export class ChatError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message)
    this.name = 'ChatError'
  }

  static from(error: unknown): ChatError {
    if (!(error instanceof LinkError)) throw error
    switch (error.failure) {
      case 'refused':
        return new ChatError(error.code, error.message)
      case 'timeout':
        return new ChatError(CHAT_ERROR.NETWORK_TIMEOUT, error.message)
      case 'unreachable':
        return new ChatError(CHAT_ERROR.NETWORK_ERROR, error.message)
      case 'closed':
        return new ChatError(CHAT_ERROR.NOT_LOGGED_IN, error.message)
    }
  }
}
