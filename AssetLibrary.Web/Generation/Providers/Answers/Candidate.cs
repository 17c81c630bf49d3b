namespace AssetLibrary.Web.Generation.Providers.Answers;

/// <summary>How sure it is that it was made, and not only looks so: the first is the best.</summary>
internal enum Rank
{
    DeclaredBytes,
    DeclaredAddress,
    LikelyAddress,
    BytesInText,
    ShownAddress,
    OtherBytes,
    PictureAddress,
    OtherScheme,
    Preview = 10,
}

/// <summary>A value of an answer that could be what was made.</summary>
/// <param name="Rank">Less is better.</param>
/// <param name="Path">Where it is in the answer.</param>
/// <param name="Length">Of its text, in characters; of bytes, their number.</param>
/// <param name="Address">Where it can be fetched, or null.</param>
/// <param name="Decode">Or its bytes, which are decoded only when it is their turn.</param>
/// <param name="Raw">The text as it is in the answer.</param>
/// <param name="IsOfProtocol">It is where the protocol has what was made, and nothing else.</param>
internal sealed record Candidate(int Rank, AnswerPath Path, int Length, string? Address, Func<byte[]> Decode, byte[] Raw, bool IsOfProtocol)
{
    /// <summary>The answer itself is the picture.</summary>
    public static Candidate Of(ReadOnlyMemory<byte> answer) => new(0, AnswerPath.Whole, answer.Length, null, answer.ToArray, [], true);
}
