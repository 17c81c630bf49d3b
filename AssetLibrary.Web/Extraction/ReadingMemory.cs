namespace AssetLibrary.Web.Extraction;

/// <summary>What it takes to read a script. Of a long one it is given back at once: nothing else may ask for memory for hours.</summary>
internal static class ReadingMemory
{
    /// <summary>Characters: seven films. A shorter script is not worth stopping for.</summary>
    private const int Long = 1_000_000;

    /// <summary>Stops the process for some tens of milliseconds where the script was long.</summary>
    public static void GiveBack(int length)
    {
        if (length > Long)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }
    }
}
