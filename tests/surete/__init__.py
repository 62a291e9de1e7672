"""La sûreté de bout en bout : données privées, textes hostiles, hors ligne, postes difficiles."""
