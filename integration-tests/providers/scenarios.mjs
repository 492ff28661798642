// What every provider has to pass. A scenario plays in a room of its own, beside the others unless it measures time; it is skipped by
// providers that lack what it needs. It throws if it fails, and may return a remark.
import {
  isSentAwayWithAStaleToken, keepsWritingWithFreshTokens, losesAccess, readsOnly, refreshesItsToken, refusesABadToken,
  takesAGoodTokenAfterABadOne, typesBeforeItsTokenComes
} from './scenarios/access.mjs'
import { comesBackAfterARestart, comesBackAfterSleep, flaps } from './scenarios/connection.mjs'
import { connects, keepsOfflineEditsOfBothSides, synchronises } from './scenarios/documents.mjs'
import { hasTwoDocumentsOnOneSocket, hasTwoSessionsOfADocument, reopensADocumentAtOnce, staysWhenTheOtherDocumentCloses } from './scenarios/multiplex.mjs'
import { comesBackAsAnother, comesBackUnseen, leavesWithin50Millis, showsPresence, staysConnectedAlone, stopsTyping } from './scenarios/presence.mjs'
import { becomesAReaderWhileItTypes, isKickedWhileItTypes } from './scenarios/revocation.mjs'
import { bringsNothingIntoARoomThatBeginsAgain, findsItsRoomUnderAnotherName, isToldThatItsRoomWasDeleted } from './scenarios/rooms.mjs'
import { countsBackToZero, forcesASync, isUnsyncedWhileTheStoreWaits } from './scenarios/saving.mjs'
import { hearsABroadcast, sendsStateless } from './scenarios/stateless.mjs'
import { FORCED_SYNC, LATE_TOKEN, SEVERAL_DOCUMENTS, SEVERAL_SESSIONS, STATELESS, TOKEN_AT_ANY_TIME } from './providers.mjs'

export const SCENARIOS = [
  { run: leavesWithin50Millis, alone: true },
  { run: connects },
  { run: synchronises },
  { run: keepsOfflineEditsOfBothSides },
  { run: showsPresence },
  { run: comesBackUnseen },
  { run: comesBackAsAnother },
  { run: stopsTyping },
  { run: staysConnectedAlone },
  { run: refusesABadToken },
  { run: takesAGoodTokenAfterABadOne },
  { run: typesBeforeItsTokenComes, needs: LATE_TOKEN },
  { run: refreshesItsToken },
  { run: losesAccess, needs: TOKEN_AT_ANY_TIME },
  { run: readsOnly },
  { run: keepsWritingWithFreshTokens },
  { run: isSentAwayWithAStaleToken },
  { run: isKickedWhileItTypes },
  { run: becomesAReaderWhileItTypes },
  { run: isToldThatItsRoomWasDeleted },
  { run: bringsNothingIntoARoomThatBeginsAgain },
  { run: findsItsRoomUnderAnotherName },
  { run: sendsStateless, needs: STATELESS },
  { run: hearsABroadcast, needs: STATELESS },
  { run: hasTwoDocumentsOnOneSocket, needs: SEVERAL_DOCUMENTS },
  { run: staysWhenTheOtherDocumentCloses, needs: SEVERAL_DOCUMENTS },
  { run: reopensADocumentAtOnce, needs: SEVERAL_DOCUMENTS },
  { run: hasTwoSessionsOfADocument, needs: SEVERAL_SESSIONS },
  { run: comesBackAfterSleep },
  { run: flaps },
  { run: comesBackAfterARestart },
  { run: countsBackToZero },
  { run: forcesASync, needs: FORCED_SYNC },
  { run: isUnsyncedWhileTheStoreWaits }
]
