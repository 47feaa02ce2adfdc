import { openChat } from '../../support/recorded/chat-party'
import { asRecorded } from '../../support/recorded/runs'

asRecorded('chat', 28, 150, openChat)
