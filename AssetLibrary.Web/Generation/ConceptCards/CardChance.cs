namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>Chance that is the same on every machine for the same name and seed: FNV-1a into SplitMix64.</summary>
internal sealed class CardChance
{
    private ulong _state;

    public CardChance(string name, long seed)
    {
        _state = 14_695_981_039_346_656_037;
        foreach (var letter in name)
        {
            _state = (_state ^ letter) * 1_099_511_628_211;
        }
        NameHash = _state;
        _state ^= unchecked((ulong)seed * 0x9E3779B97F4A7C15);
    }

    /// <summary>Of the name alone.</summary>
    public ulong NameHash { get; }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }

    public double Between(double low, double high) => low + (Next() >> 11) * (high - low) / (1UL << 53);

    /// <summary>0 to count - 1.</summary>
    public int Below(int count) => (int)(Next() % (ulong)count);

    public bool In(double share) => Between(0, 1) < share;
}
