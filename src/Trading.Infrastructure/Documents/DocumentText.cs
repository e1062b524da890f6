namespace Trading.Infrastructure.Documents;

/// <summary>The words of one language: the sentence under a key with its placeholders filled.</summary>
public delegate string DocumentText(string key, params object[] args);
