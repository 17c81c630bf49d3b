namespace AssetLibrary.Tests.Processes;

internal static class Pictures
{
    private static readonly byte[] Small = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", "pictures", "hopper.jpg"));

    /// <summary>A readable picture of this size that no other seed gives: what follows a JPEG's end is not looked at.</summary>
    public static byte[] OfBytes(int size, int seed)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        Small.CopyTo(bytes, 0);
        return bytes;
    }
}
