import { openChat } from '../../support/recorded/parties/chat-party'
import { asRecorded } from '../../support/recorded/runs'

asRecorded('chat', 28, 150, openChat)
