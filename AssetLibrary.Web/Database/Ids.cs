namespace AssetLibrary.Web.Database;

/// <summary>
/// Ids of rows: UUIDs of version 7 with a counter (RFC 9562, §6.2, method 1), each greater than those before it. What is newest, and which
/// decision was the last one, is read off them, so they go on while the machine's clock is set back.
/// </summary>
public static class Ids
{
    private static readonly IdSequence Here = new(TimeProvider.System);

    public static Guid New() => Here.Next();

    /// <summary>What was made before this process began, or by another whose clock is ahead.</summary>
    public static void GoOnAfter(Guid known) => Here.GoOnAfter(known);
}

/// <param name="time">Where it is ahead of the last id, it counts.</param>
internal sealed class IdSequence(TimeProvider time)
{
    private const int CounterBits = 12;

    // Milliseconds since 1970, and the counter below them.
    private long last;

    public Guid Next()
    {
        while (true)
        {
            var known = Interlocked.Read(ref last);
            var next = Math.Max(known + 1, time.GetUtcNow().ToUnixTimeMilliseconds() << CounterBits);
            if (Interlocked.CompareExchange(ref last, next, known) == known)
            {
                return Of(next);
            }
        }
    }

    public void GoOnAfter(Guid known)
    {
        Span<byte> bytes = stackalloc byte[16];
        known.TryWriteBytes(bytes, bigEndian: true, out _);
        if (bytes[6] >> 4 != 7)
        {
            return; // made by something else: it tells no time
        }

        var at = 0L;
        foreach (var part in bytes[..6])
        {
            at = (at << 8) | part;
        }

        at = (at << CounterBits) | (long)(bytes[6] & 0xF) << 8 | bytes[7];
        for (var now = Interlocked.Read(ref last); at > now; now = Interlocked.Read(ref last))
        {
            Interlocked.CompareExchange(ref last, at, now);
        }
    }

    private static Guid Of(long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(number >> CounterBits)).TryWriteBytes(bytes, bigEndian: true, out _);
        (bytes[6], bytes[7]) = ((byte)(0x70 | ((number >> 8) & 0xF)), (byte)number);
        return new(bytes, bigEndian: true);
    }
}
