/** Argo CD leaves a file out that has this anywhere, in a comment or in a ConfigMap's text. */
export const skipMarker = '+argocd:skip-file-rendering'
