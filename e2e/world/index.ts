export { createWorld, type World, type WorldOptions } from './world';
export { createProxy, type ProxiedRequest, type Proxy } from './proxy';
export { press, signIn, statusOf } from './visitor';
export { makeToken, type TokenParts } from './make-token';
export type { WorldApi } from './api';
export type { WorldApp } from './app';
export type { IssuedToken, SignOptions, WorldProvider } from './provider';
export type { WorldSecond } from './second';
export type { SigningAlg } from './signing-keys';
