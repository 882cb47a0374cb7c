export { previewPage } from './preview-page.ts'
export { record } from './record.ts'
export { parseRecording, type Recording, writeRecording } from './recording.ts'
