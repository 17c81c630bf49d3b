using AssetLibrary.Web.Database;

namespace AssetLibrary.Web.Accounts;

/// <summary>
/// How fast passwords may be tried. Nobody is locked out: after some wrong ones a client waits longer and longer before it may try
/// that name again, while other clients are not held up. Where many clients try one name, all wait that have never signed in under it.
/// Names that nobody has are counted like any other. In memory: after a restart the count begins again.
/// </summary>
public sealed class SignInPace(AccountsOptions options, TimeProvider time)
{
    private const int Most = 20_000;

    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Client, string Name), Tries> tries = [];

    /// <summary>Counts an attempt as wrong until <see cref="Succeeded"/>, so that attempts at the same moment count too.</summary>
    /// <param name="client">As <see cref="Client.KeyOf"/>.</param>
    /// <param name="name">As it was typed.</param>
    /// <param name="isKnown">This browser has signed in under this name before.</param>
    /// <returns>How long to wait; zero: the password may be looked at.</returns>
    public TimeSpan Begin(string client, string name, bool isKnown)
    {
        name = KeyOf(name);
        lock (gate)
        {
            var now = time.GetUtcNow();
            var ofClient = Of((client, name), now);
            var ofName = isKnown ? null : Of(("", name), now);
            var wait = TimeSpan.FromTicks(Math.Max((ofClient.NotBefore - now).Ticks, ((ofName?.NotBefore ?? now) - now).Ticks));
            if (wait > TimeSpan.Zero)
            {
                return wait;
            }

            Count(ofClient, options.WrongPasswords, now);
            if (ofName is not null)
            {
                Count(ofName, options.WrongPasswordsPerName, now);
            }

            return TimeSpan.Zero;
        }
    }

    public void Succeeded(string client, string name)
    {
        name = KeyOf(name);
        lock (gate)
        {
            tries.Remove((client, name));
            if (tries.TryGetValue(("", name), out var ofName) && --ofName.Wrong < options.WrongPasswordsPerName)
            {
                ofName.NotBefore = default;
            }
        }
    }

    /// <summary>Somebody has to wait before trying this name.</summary>
    public bool IsSlowed(string name)
    {
        name = KeyOf(name);
        lock (gate)
        {
            var now = time.GetUtcNow();
            return tries.Keys.Where(k => k.Name == name).ToList().Exists(k => Of(k, now).NotBefore > now);
        }
    }

    /// <summary>Forgets what was tried before <paramref name="unlocked"/>.</summary>
    public void Unlock(string name, DateTimeOffset unlocked)
    {
        name = KeyOf(name);
        lock (gate)
        {
            var now = time.GetUtcNow();
            foreach (var key in tries.Keys.Where(k => k.Name == name).ToList())
            {
                if (Of(key, now).Last <= unlocked)
                {
                    tries.Remove(key);
                }
            }
        }
    }

    private void Count(Tries of, int free, DateTimeOffset now)
    {
        of.Last = now;
        var beyond = ++of.Wrong - free;
        if (beyond >= 0)
        {
            var seconds = Math.Min(Math.Pow(2, Math.Min(beyond, 30)), options.LongestWait.TotalSeconds);
            of.NotBefore = now + TimeSpan.FromSeconds(seconds);
        }
    }

    private Tries Of((string Client, string Name) key, DateTimeOffset now)
    {
        if (tries.TryGetValue(key, out var known) && known.Last > now - Forgotten)
        {
            if (known.Last > now)
            {
                // This machine's clock was set back, and nobody waits longer for it.
                (known.NotBefore, known.Last) = (known.NotBefore > known.Last ? now + (known.NotBefore - known.Last) : default, now);
            }

            return known;
        }

        if (tries.Count >= Most)
        {
            // The half that was tried longest ago: anyone who floods this with names or addresses waits by address anyway.
            foreach (var old in tries.OrderBy(t => t.Value.Last).Take(Most / 2).Select(t => t.Key).ToList())
            {
                tries.Remove(old);
            }
        }

        return tries[key] = new() { Last = now };
    }

    private static string KeyOf(string name) => SearchText.Cut(PersonName.Lookup(name), 64);

    private sealed class Tries
    {
        public int Wrong { get; set; }
        public DateTimeOffset Last { get; set; }
        public DateTimeOffset NotBefore { get; set; }
    }
}
