"""Le dessin des deux pages imprimées, le même pour l'aperçu, le PDF et l'imprimante."""
