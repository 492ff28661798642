// What the example's page says and believes of typing; it needs no copy of Yjs.
export { typing } from '../../examples/editor/src/main/web/typing.js'
